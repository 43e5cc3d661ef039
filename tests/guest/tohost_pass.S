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
    j write_tohost

    .data
    .balign 16
    .globl begin_signature
begin_signature:
    .fill 3, 4, 0xdeadbeef
    .globl end_signature
end_signature:
