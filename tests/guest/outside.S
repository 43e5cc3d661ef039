# Linked to where the accelerator's registers are.
    .globl _start
_start:
    j _start
