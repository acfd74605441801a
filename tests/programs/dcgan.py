"""A DCGAN: transposed convolutions, two optimizers, detached fakes."""

import torch
import torch.nn as nn
import torch.optim as optim
from common import arguments, begin, end, report

NZ, NGF, NDF, SIZE = 16, 8, 8, 16


def weights_init(m):
    name = m.__class__.__name__
    if name.find("Conv") != -1:
        torch.nn.init.normal_(m.weight, 0.0, 0.02)
    elif name.find("BatchNorm") != -1:
        torch.nn.init.normal_(m.weight, 1.0, 0.02)
        torch.nn.init.zeros_(m.bias)


def generator():
    return nn.Sequential(
        nn.ConvTranspose2d(NZ, NGF * 2, 4, 1, 0, bias=False),
        nn.BatchNorm2d(NGF * 2),
        nn.ReLU(True),
        nn.ConvTranspose2d(NGF * 2, NGF, 4, 2, 1, bias=False),
        nn.BatchNorm2d(NGF),
        nn.ReLU(True),
        nn.ConvTranspose2d(NGF, 3, 4, 2, 1, bias=False),
        nn.Tanh(),
    )


def discriminator():
    return nn.Sequential(
        nn.Conv2d(3, NDF, 4, 2, 1, bias=False),
        nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(NDF, NDF * 2, 4, 2, 1, bias=False),
        nn.BatchNorm2d(NDF * 2),
        nn.LeakyReLU(0.2, inplace=True),
        nn.Conv2d(NDF * 2, 1, 4, 1, 0, bias=False),
        nn.Sigmoid(),
    )


def main():
    args = arguments()
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
    netG, netD = generator().to(device), discriminator().to(device)
    netG.apply(weights_init)
    netD.apply(weights_init)
    criterion = nn.BCELoss()
    optD = optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999))
    optG = optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999))
    begin(args, netG=netG, netD=netD, optG=optG, optD=optD)
    real = torch.tanh(torch.randn(32, 3, SIZE, SIZE).cumsum(-1) / 4)
    for step in range(args.steps):
        batch = real[torch.randperm(len(real))[:8]]
        netD.zero_grad()
        label = torch.full((8,), 1.0, device=device)
        errD_real = criterion(netD(batch).view(-1), label)
        errD_real.backward()
        fake = netG(torch.randn(8, NZ, 1, 1, device=device))
        label.fill_(0.0)
        errD_fake = criterion(netD(fake.detach()).view(-1), label)
        errD_fake.backward()
        optD.step()
        netG.zero_grad()
        label.fill_(1.0)
        errG = criterion(netD(fake).view(-1), label)
        errG.backward()
        optG.step()
        report(step, errD_real.item() + errD_fake.item() + errG.item())
    end(args, netG=netG, netD=netD, optG=optG, optD=optD)


if __name__ == "__main__":
    main()
