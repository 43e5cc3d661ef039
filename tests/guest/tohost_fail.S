// Prints as the benchmarks do, by a system call and by a character, and ends as a test whose case 5 fails.
    .option norelax // there is no global pointer
    .globl _start
_start:
    la t0, tohost
    la t1, system_call
    sw t1, 0(t0)
    sw zero, 4(t0)
    la t2, fromhost
wait:
    lw t3, 0(t2)
    beqz t3, wait
    sw zero, 0(t2)
    lw t3, 0(t1)                // what the call returned
    addi t3, t3, -7
    bnez t3, wait

    li t3, 0x01010000           // upper half first: the character would be taken for an end
    sw t3, 4(t0)
    li t3, 'k'
    sw t3, 0(t0)
taken:
    lw t3, 4(t0)
    bnez t3, taken

    li t1, 5 << 1 | 1
    j write_tohost

    .data
    .balign 64
system_call:
    .dword 64, 1, text, 7
text:
    .ascii "tohost:"
