// Ends as the instruction set tests do when they pass, with a signature.
    .option norelax // there is no global pointer
    .globl _start
_start:
    la t0, begin_signature
    li t1, 0x01234567
    sw t1, 0(t0)
    li t1, 0x89abcdef
    sw t1, 4(t0)
    li t1, 1
    la t0, tohost
write_tohost:
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

    .data
    .balign 16
    .globl begin_signature
begin_signature:
    .fill 3, 4, 0xdeadbeef
    .globl end_signature
end_signature:
