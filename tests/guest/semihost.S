// Writes a file, reads it back and prints it by semihosting; then tries to leave its folder. Ends with the code 7 if it
// could, or if anything failed, with 0 otherwise.
    .option norvc
    .option norelax // there is no global pointer
    .globl _start
    .macro operation number, block
    li a0, \number
    la a1, \block
    jal call
    .endm
_start:
    operation 0x01, open_for_writing
    bltz a0, bad
    la t0, write_block
    sw a0, 0(t0)
    sw a0, 16(t0)
    operation 0x05, write_block
    bnez a0, bad
    operation 0x02, handle
    bnez a0, bad

    operation 0x01, open_for_reading
    bltz a0, bad
    la t0, read_block
    sw a0, 0(t0)
    operation 0x06, read_block
    addi a0, a0, -4             // asked for four bytes more
    bnez a0, bad
    operation 0x04, buffer

    operation 0x01, open_outside
    addi a0, a0, 1
    bnez a0, bad
    li a0, 0x18                 // SYS_EXIT
    li a1, 0x20026              // ADP_Stopped_ApplicationExit
    jal call
bad:
    operation 0x20, exit_block
    j bad

call:
    slli x0, x0, 0x1f
    ebreak
    srai x0, x0, 7
    ret

    .data
    .balign 4
open_for_writing:
    .word name, 4, 9
open_for_reading:
    .word name, 0, 9
open_outside:
    .word outside, 4, 10
write_block:
    .word 0, text, 20
    .word 0
handle:
    .word 0
read_block:
    .word 0, buffer, 24
exit_block:
    .word 0x20026, 7
name:
    .asciz "guest.txt"
outside:
    .asciz "../outside"
text:
    .ascii "by way of the host\n"
    .byte 33
buffer:
    .space 32
