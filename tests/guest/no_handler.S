# Traps, and has set no handler: mtvec is 0, where there is nothing.
    .globl _start
_start:
    li t0, 0x30000000
    lw t1, 0(t0)
