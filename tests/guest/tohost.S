// The words `tohost` and `fromhost`, and the end of a run as the instruction set tests have it: with the value in t1.
    .option norelax // there is no global pointer
    .globl write_tohost
write_tohost:
    la t0, tohost
    sw t1, 0(t0)
    sw zero, 4(t0)
    j write_tohost

    .section .tohost, "aw", @progbits
    .balign 64
    .globl tohost
tohost:
    .dword 0
    .balign 64
    .globl fromhost
fromhost:
    .dword 0
