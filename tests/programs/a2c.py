"""Advantage actor-critic on a cart with a pole: sampled actions, log-probabilities, entropy, a running environment."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from common import arguments, begin, end, report

GAMMA, HORIZON = 0.99, 16


class CartPole:
    """The classic equations of motion, in plain numbers."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.x, self.v, self.angle, self.spin = ((torch.rand(4) - 0.5) * 0.1).tolist()
        return self.state()

    def state(self):
        return torch.tensor([self.x, self.v, self.angle, self.spin])

    def step(self, action):
        force = 10.0 if action == 1 else -10.0
        sin, cos = math.sin(self.angle), math.cos(self.angle)
        push = (force + 0.05 * self.spin**2 * sin) / 1.1
        spin = (9.8 * sin - cos * push) / (0.5 * (4.0 / 3.0 - 0.1 * cos**2 / 1.1))
        v = push - 0.05 * spin * cos / 1.1
        self.x, self.v = self.x + 0.02 * self.v, self.v + 0.02 * v
        self.angle, self.spin = self.angle + 0.02 * self.spin, self.spin + 0.02 * spin
        done = abs(self.x) > 2.4 or abs(self.angle) > 0.2095
        return self.state(), 1.0, done


class ActorCritic(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 32), nn.Tanh())
        self.actor, self.critic = nn.Linear(32, 2), nn.Linear(32, 1)

    def forward(self, x):
        h = self.body(x)
        return self.actor(h), self.critic(h).squeeze(-1)


def main():
    args = arguments()
    env, model = CartPole(), ActorCritic()
    optimizer = torch.optim.RMSprop(model.parameters(), lr=7e-3, alpha=0.99, eps=1e-5)
    begin(args, model=model, optimizer=optimizer)
    state = env.reset()
    for step in range(args.steps):
        log_probs, values, rewards, alive, entropies = [], [], [], [], []
        for _ in range(HORIZON):
            logits, value = model(state)
            log_p = F.log_softmax(logits, dim=-1)
            action = torch.multinomial(log_p.detach().exp(), 1).item()
            state, reward, done = env.step(action)
            log_probs.append(log_p[action])
            entropies.append(-(log_p * log_p.exp()).sum())
            values.append(value)
            rewards.append(reward)
            alive.append(1.0 - done)
            if done:
                state = env.reset()
        with torch.no_grad():
            ret = model(state)[1]
        returns = []
        for reward, on in zip(reversed(rewards), reversed(alive)):
            ret = reward + GAMMA * ret * on
            returns.insert(0, ret)
        returns, values = torch.stack(returns), torch.stack(values)
        advantage = returns - values
        actor_loss = -(torch.stack(log_probs) * advantage.detach()).mean()
        loss = actor_loss + 0.5 * advantage.pow(2).mean() - 0.01 * torch.stack(entropies).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
        report(step, loss)
    end(args, model=model, optimizer=optimizer)


if __name__ == "__main__":
    main()
