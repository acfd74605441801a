#pragma once

// The largest part of the loss that any optimizer leaves.
double worst_optimizer();
