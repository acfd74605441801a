"""A language model of words: a two-layer LSTM whose state is carried on, dropout, gradient clipping, SGD."""

import torch
import torch.nn as nn
from common import arguments, begin, end, report

BPTT, BATCH, WORDS = 12, 4, 40


class RNNModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.2)
        self.encoder = nn.Embedding(WORDS, 24)
        self.rnn = nn.LSTM(24, 32, 2, dropout=0.2)
        self.decoder = nn.Linear(32, WORDS)
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)

    def forward(self, tokens, hidden):
        output, hidden = self.rnn(self.drop(self.encoder(tokens)), hidden)
        return self.decoder(self.drop(output)).view(-1, WORDS), hidden

    def init_hidden(self):
        weight = next(self.parameters())
        return weight.new_zeros(2, BATCH, 32), weight.new_zeros(2, BATCH, 32)


def main():
    args = arguments()
    corpus = (torch.arange(1600) * 7 + (torch.arange(1600) // 5) * 3) % WORDS
    data = corpus.view(BATCH, -1).t().contiguous()
    model, criterion = RNNModel(), nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=2.0)
    begin(args, model=model, optimizer=optimizer)
    hidden = model.init_hidden()
    for step in range(args.steps):
        i = step * BPTT % (data.size(0) - BPTT - 1)
        x, y = data[i : i + BPTT], data[i + 1 : i + 1 + BPTT].reshape(-1)
        hidden = tuple(h.detach() for h in hidden)
        output, hidden = model(x, hidden)
        loss = criterion(output, y)
        model.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
        optimizer.step()
        report(step, loss)
    end(args, model=model, optimizer=optimizer)


if __name__ == "__main__":
    main()
