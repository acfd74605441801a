"""A bidirectional GRU over sequences of several lengths, packed: it classifies by the parity of a sum."""

import torch
import torch.nn as nn
from common import arguments, begin, end, report
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(12, 16, padding_idx=0)
        self.gru = nn.GRU(16, 20, num_layers=2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(80, 2)  # the mean and the last states, of both directions

    def forward(self, x, lengths):
        packed = pack_padded_sequence(self.embedding(x), lengths, batch_first=True, enforce_sorted=False)
        output, hidden = self.gru(packed)
        output, _ = pad_packed_sequence(output, batch_first=True)
        mean = output.sum(dim=1) / lengths.unsqueeze(1)
        return self.fc(torch.cat([mean, hidden[-2], hidden[-1]], dim=1))


def batch():
    lengths = torch.randint(2, 9, (8,))
    words = [torch.randint(1, 12, (int(n),)) for n in lengths]
    labels = torch.tensor([int(w.sum()) % 2 for w in words])
    return pad_sequence(words, batch_first=True), lengths, labels


def main():
    args = arguments()
    model = Classifier()
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=20, gamma=0.5)
    begin(args, model=model, optimizer=optimizer)
    for step in range(args.steps):
        x, lengths, labels = batch()
        loss = nn.functional.cross_entropy(model(x, lengths), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        report(step, loss)
    end(args, model=model, optimizer=optimizer)


if __name__ == "__main__":
    main()
