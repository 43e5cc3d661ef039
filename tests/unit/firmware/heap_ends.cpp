// The heap's ends, which the linker script defines on the target.
extern "C" {
alignas(32) char __heap_begin[0x1'0000];
}
asm(".globl __heap_end\n.set __heap_end, __heap_begin + 0x10000");
