"""What a child process of `python -m tenon.compat` finds as torch: it gets Tenon too."""

from tenon import compat

compat.install()
