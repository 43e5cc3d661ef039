#include "unit/firmware/fake_hart.hpp"

#include "hal/csr.hpp"

#include <stdexcept>
#include <utility>

namespace edgeloom::test {

namespace {

FakeHart* current_hart = nullptr;
constexpr unsigned too_many_sleeps = 100;

} // namespace

FakeHart::FakeHart() {
    current_hart = this;
}
FakeHart::~FakeHart() {
    current_hart = nullptr;
}

FakeHart& FakeHart::current() {
    if (current_hart == nullptr) {
        throw std::logic_error("no hart");
    }
    return *current_hart;
}

void FakeHart::sleep() {
    if (++sleeps > too_many_sleeps) {
        throw std::runtime_error("nothing wakes the hart up");
    }
    slept_ = true;
    if (on_sleep) {
        on_sleep();
    }
}

void FakeHart::set_mstatus(std::uint32_t bits) {
    mstatus |= bits;
    if ((mstatus & firmware::csr::mstatus_mie) != 0 && std::exchange(slept_, false) && on_wake) {
        on_wake();
    }
}

} // namespace edgeloom::test

namespace edgeloom::firmware::csr {

using test::FakeHart;

std::uint32_t read_mstatus() {
    return FakeHart::current().mstatus;
}
void set_mstatus(std::uint32_t bits) {
    FakeHart::current().set_mstatus(bits);
}
void clear_mstatus(std::uint32_t bits) {
    FakeHart::current().mstatus &= ~bits;
}
void set_mie(std::uint32_t bits) {
    FakeHart::current().mie |= bits;
}
void clear_mie(std::uint32_t bits) {
    FakeHart::current().mie &= ~bits;
}
void wait_for_interrupt() {
    FakeHart::current().sleep();
}

} // namespace edgeloom::firmware::csr
