"""The order of the training data and the new weights of a head as Cascade's trainer draws them, for runs that differ only elsewhere.

java.util.Random and Collections.shuffle as their documentation specifies them; the seeds of plugins/training (Seeds, Epochs) and
plugins/task-heads (HeadWeights).
"""

import math

import torch

LONG, INT, STATE = (1 << 64) - 1, (1 << 32) - 1, (1 << 48) - 1
GOLDEN = 0x9E3779B97F4A7C15
DEVIATION = 0.02


class JavaRandom:
    """java.util.Random."""

    def __init__(self, seed):
        self.state = (seed ^ 0x5DEECE66D) & STATE
        self.other = None

    def bits(self, number):
        self.state = (self.state * 0x5DEECE66D + 0xB) & STATE
        return self.state >> (48 - number)

    def below(self, bound):
        """nextInt(bound)."""
        if bound & (bound - 1) == 0:
            return (bound * self.bits(31)) >> 31
        while True:
            drawn = self.bits(31)
            if drawn - drawn % bound + bound - 1 < 1 << 31:
                return drawn % bound

    def real(self):
        """nextDouble()."""
        high = self.bits(26) << 27
        return (high + self.bits(27)) * 2.0**-53

    def gaussian(self):
        """nextGaussian(), by the polar method, which gives two numbers at a time."""
        if self.other is not None:
            found, self.other = self.other, None
            return found
        square = 0
        while not 0 < square < 1:
            first, second = 2 * self.real() - 1, 2 * self.real() - 1
            square = first * first + second * second
        scale = math.sqrt(-2 * math.log(square) / square)
        self.other = second * scale
        return first * scale


def mixed(z):
    """The mixing function of SplitMix64."""
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & LONG
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & LONG
    return z ^ (z >> 31)


def shuffle(rows, seed, epoch):
    """Puts rows into the order of an epoch, from that of the corpus."""
    random = JavaRandom(mixed((seed * 0xD1342543DE82EF95 - epoch * GOLDEN) & LONG))
    for i in range(len(rows) - 1, 0, -1):
        j = random.below(i + 1)
        rows[i], rows[j] = rows[j], rows[i]


def weights(name, shape, seed):
    """A new array of a head, by its name there: normal, and 0 for a bias."""
    if name.endswith("bias"):
        return torch.zeros(shape)
    code = 0  # hashCode of the name
    for character in name:
        code = (31 * code + ord(character)) & INT
    random = JavaRandom(mixed(((seed ^ (code << 32)) + GOLDEN) & LONG))
    return torch.tensor([DEVIATION * random.gaussian() for _ in range(math.prod(shape))]).reshape(shape)
