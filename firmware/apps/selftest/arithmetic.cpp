#include "apps/selftest/check.hpp"
#include "hal/csr.hpp"

namespace edgeloom::firmware::selftest {

namespace {

#define EDGELOOM_BINARY(name)                                                                                          \
    std::uint32_t name##_of(std::uint32_t a, std::uint32_t b) {                                                        \
        std::uint32_t result;                                                                                          \
        asm volatile(#name " %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));                                             \
        return result;                                                                                                 \
    }

EDGELOOM_BINARY(mul)
EDGELOOM_BINARY(mulh)
EDGELOOM_BINARY(mulhsu)
EDGELOOM_BINARY(mulhu)
EDGELOOM_BINARY(div)
EDGELOOM_BINARY(divu)
EDGELOOM_BINARY(rem)
EDGELOOM_BINARY(remu)
EDGELOOM_BINARY(sra)
EDGELOOM_BINARY(slt)
EDGELOOM_BINARY(sltu)

#undef EDGELOOM_BINARY

#define EDGELOOM_ATOMIC(name)                                                                                          \
    std::uint32_t name##_of(volatile std::uint32_t& word, std::uint32_t operand) {                                     \
        std::uint32_t old;                                                                                             \
        asm volatile(#name ".w %0, %2, (%1)" : "=r"(old) : "r"(&word), "r"(operand) : "memory");                       \
        return old;                                                                                                    \
    }

EDGELOOM_ATOMIC(amoswap)
EDGELOOM_ATOMIC(amoadd)
EDGELOOM_ATOMIC(amoxor)
EDGELOOM_ATOMIC(amoand)
EDGELOOM_ATOMIC(amoor)
EDGELOOM_ATOMIC(amomin)
EDGELOOM_ATOMIC(amomax)
EDGELOOM_ATOMIC(amominu)
EDGELOOM_ATOMIC(amomaxu)

#undef EDGELOOM_ATOMIC

constexpr std::uint32_t lowest = 0x8000'0000;
constexpr std::uint32_t minus_one = 0xFFFF'FFFF;

std::uint32_t load_reserved(volatile std::uint32_t& word) {
    std::uint32_t value;
    asm volatile("lr.w %0, (%1)" : "=r"(value) : "r"(&word) : "memory");
    return value;
}

std::uint32_t store_conditional(volatile std::uint32_t& word, std::uint32_t value) {
    std::uint32_t failed;
    asm volatile("sc.w %0, %2, (%1)" : "=&r"(failed) : "r"(&word), "r"(value) : "memory");
    return failed;
}

} // namespace

int check_arithmetic() {
    int failed = 0;
    failed += expect("mul", mul_of(0x1234'5678, 0x9ABC'DEF0), 0x242D'2080);
    failed += expect("mulh", mulh_of(lowest, lowest), 0x4000'0000);
    failed += expect("mulh of mixed signs", mulh_of(lowest, 1), minus_one);
    failed += expect("mulhsu", mulhsu_of(minus_one, minus_one), minus_one);
    failed += expect("mulhu", mulhu_of(minus_one, minus_one), 0xFFFF'FFFE);
    failed += expect("div by zero", div_of(7, 0), minus_one);
    failed += expect("div overflow", div_of(lowest, minus_one), lowest);
    failed += expect("div rounds to zero", div_of(static_cast<std::uint32_t>(-7), 2), static_cast<std::uint32_t>(-3));
    failed += expect("divu by zero", divu_of(7, 0), minus_one);
    failed += expect("rem by zero", rem_of(7, 0), 7);
    failed += expect("rem overflow", rem_of(lowest, minus_one), 0);
    failed += expect("rem sign", rem_of(static_cast<std::uint32_t>(-7), 2), minus_one);
    failed += expect("remu by zero", remu_of(7, 0), 7);
    failed += expect("sra", sra_of(lowest, 31), minus_one);
    failed += expect("shift amount", sra_of(lowest, 32), lowest);
    failed += expect("slt", slt_of(minus_one, 0), 1);
    failed += expect("sltu", sltu_of(minus_one, 0), 0);
    const std::uint32_t before = csr::read_minstret();
    asm volatile("nop\nnop\nnop" ::: "memory");
    failed += expect("instructions retired", csr::read_minstret() - before >= 4, 1);
    return failed;
}

int check_atomics() {
    static volatile std::uint32_t word = 0;
    int failed = 0;
    const auto check = [&failed](const char* what, auto operation, std::uint32_t old, std::uint32_t operand,
                                 std::uint32_t result) {
        word = old;
        failed += expect(what, operation(word, operand), old);
        failed += expect(what, word, result);
    };
    check("amoswap", amoswap_of, 1, 2, 2);
    check("amoadd", amoadd_of, minus_one, 2, 1);
    check("amoxor", amoxor_of, 0xFF00, 0x0FF0, 0xF0F0);
    check("amoand", amoand_of, 0xFF00, 0x0FF0, 0x0F00);
    check("amoor", amoor_of, 0xFF00, 0x0FF0, 0xFFF0);
    check("amomin", amomin_of, 1, minus_one, minus_one);
    check("amomax", amomax_of, 1, minus_one, 1);
    check("amominu", amominu_of, 1, minus_one, 1);
    check("amomaxu", amomaxu_of, 1, minus_one, minus_one);

    word = 5;
    failed += expect("lr", load_reserved(word), 5);
    failed += expect("sc with a reservation", store_conditional(word, 6), 0);
    failed += expect("word after sc", word, 6);
    failed += expect("sc without a reservation", store_conditional(word, 7) != 0, 1);
    failed += expect("word after a failed sc", word, 6);
    return failed;
}

} // namespace edgeloom::firmware::selftest
