"""What the programs share: arguments, the printed losses, saving and loading."""

import argparse

import torch

STEPS = 50


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--save")
    parser.add_argument("--load")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    return args


def begin(args, **parts):
    """Loads what --load names into modules and optimizers."""
    if args.load:
        state = torch.load(args.load)
        for name, part in parts.items():
            part.load_state_dict(state[name])


def end(args, **parts):
    if args.save:
        torch.save({name: part.state_dict() for name, part in parts.items()}, args.save)


def report(step, loss):
    print(f"{step} {float(loss):.9g}", flush=True)
