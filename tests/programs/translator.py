"""An encoder-decoder Transformer that learns to reverse sequences: nn.Transformer, masks, padding, label smoothing."""

import math

import torch
import torch.nn as nn
from common import arguments, begin, end, report

PAD, BOS, EOS, VOCAB, LENGTH, WIDTH = 0, 1, 2, 20, 8, 32


class PositionalEncoding(nn.Module):
    def __init__(self):
        super().__init__()
        den = torch.exp(-torch.arange(0, WIDTH, 2) * math.log(10000) / WIDTH)
        pos = torch.arange(0, 64).reshape(64, 1)
        table = torch.zeros((64, WIDTH))
        table[:, 0::2] = torch.sin(pos * den)
        table[:, 1::2] = torch.cos(pos * den)
        self.dropout = nn.Dropout(0.1)
        self.register_buffer("table", table.unsqueeze(-2))

    def forward(self, embedded):
        return self.dropout(embedded + self.table[: embedded.size(0), :])


class Seq2Seq(nn.Module):
    def __init__(self):
        super().__init__()
        self.transformer = nn.Transformer(
            d_model=WIDTH, nhead=4, num_encoder_layers=1, num_decoder_layers=1, dim_feedforward=64, dropout=0.1
        )
        self.generator = nn.Linear(WIDTH, VOCAB)
        self.src_emb, self.tgt_emb = nn.Embedding(VOCAB, WIDTH), nn.Embedding(VOCAB, WIDTH)
        self.position = PositionalEncoding()
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)

    def forward(self, src, tgt, tgt_mask, src_padding, tgt_padding):
        src_emb = self.position(self.src_emb(src) * math.sqrt(WIDTH))
        tgt_emb = self.position(self.tgt_emb(tgt) * math.sqrt(WIDTH))
        outs = self.transformer(
            src_emb,
            tgt_emb,
            tgt_mask=tgt_mask,
            src_key_padding_mask=src_padding,
            tgt_key_padding_mask=tgt_padding,
            memory_key_padding_mask=src_padding,
        )
        return self.generator(outs)


def batch():
    """Random words of several lengths, and the same in reverse between BOS and EOS."""
    src = torch.full((LENGTH, 8), PAD)
    tgt = torch.full((LENGTH + 2, 8), PAD)
    for i in range(8):
        n = int(torch.randint(3, LENGTH + 1, (1,)))
        words = torch.randint(3, VOCAB, (n,))
        src[:n, i] = words
        tgt[: n + 2, i] = torch.cat([torch.tensor([BOS]), words.flip(0), torch.tensor([EOS])])
    return src, tgt


def main():
    args = arguments()
    model = Seq2Seq()
    loss_fn = nn.CrossEntropyLoss(ignore_index=PAD, label_smoothing=0.1)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, betas=(0.9, 0.98), eps=1e-9)
    begin(args, model=model, optimizer=optimizer)
    model.train()
    for step in range(args.steps):
        src, tgt = batch()
        tgt_input, tgt_out = tgt[:-1, :], tgt[1:, :]
        n = tgt_input.shape[0]
        mask = torch.triu(torch.ones(n, n), diagonal=1) == 1
        logits = model(src, tgt_input, mask, (src == PAD).transpose(0, 1), (tgt_input == PAD).transpose(0, 1))
        optimizer.zero_grad()
        loss = loss_fn(logits.reshape(-1, logits.shape[-1]), tgt_out.reshape(-1))
        loss.backward()
        optimizer.step()
        report(step, loss)
    end(args, model=model, optimizer=optimizer)


if __name__ == "__main__":
    main()
