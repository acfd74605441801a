"""A small ResNet on pictures of CIFAR's shape: batch norm, strides, SGD with momentum, cosine schedule, a DataLoader."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from common import arguments, begin, end, report
from torch.optim.lr_scheduler import CosineAnnealingLR
from torch.utils.data import DataLoader, Dataset


class Pictures(Dataset):
    """Blobs of a colour and a place per class, with noise."""

    def __init__(self, count):
        generator = torch.Generator().manual_seed(1)
        self.labels = torch.arange(count) % 10
        self.images = 0.5 * torch.randn(count, 3, 32, 32, generator=generator)
        for i, label in enumerate(self.labels.tolist()):
            self.images[i, label % 3, 3 * label : 3 * label + 4] += 1.0

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        return self.images[index], int(self.labels[index])


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)), inplace=True)
        out = self.bn2(self.conv2(out))
        out += self.shortcut(x)
        return F.relu(out)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.layers = nn.Sequential(BasicBlock(8, 8), BasicBlock(8, 16, 2), BasicBlock(16, 32, 2))
        self.pool, self.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(32, 10)
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        x = self.layers(F.relu(self.bn1(self.conv1(x))))
        return self.fc(torch.flatten(self.pool(x), 1))


def main():
    args = arguments()
    model = ResNet()
    loader = DataLoader(Pictures(160), batch_size=16, shuffle=True, num_workers=0)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9, weight_decay=5e-4, nesterov=True)
    scheduler = CosineAnnealingLR(optimizer, T_max=args.steps)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    begin(args, model=model, optimizer=optimizer)
    step = 0
    while step < args.steps:
        for images, labels in loader:
            model.train()
            loss = criterion(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
            report(step, loss)
            step += 1
            if step == args.steps:
                break
    end(args, model=model, optimizer=optimizer)


if __name__ == "__main__":
    main()
