// How a register is declared: once, here in `abi`, for the model, the firmware, the documentation and the SVD file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace edgeloom::abi {

/// What software may do with a register. Any other access is answered by a bus error.
enum class Access : std::uint8_t {
    read_only,
    read_write,
    write_only,
    write_one_to_clear, ///< readable; a one written clears the bit, a zero leaves it
};

/// A named group of bits of a register.
struct Field {
    std::string_view name;
    std::uint8_t lsb;
    std::uint8_t width;
    std::string_view description;

    /// The bits of the register that belong to this field.
    [[nodiscard]] constexpr std::uint32_t mask() const {
        return (width >= 32 ? ~std::uint32_t{0} : (std::uint32_t{1} << width) - 1) << lsb;
    }
    /// `value` moved to where the field lies; bits that do not fit are cut off.
    [[nodiscard]] constexpr std::uint32_t place(std::uint32_t value) const { return (value << lsb) & mask(); }
    /// The field's value within the register value `word`.
    [[nodiscard]] constexpr std::uint32_t extract(std::uint32_t word) const { return (word & mask()) >> lsb; }
};

/// One register, or `count` equal ones that lie `stride` bytes apart.
struct Register {
    std::string_view name;
    std::uint32_t offset; ///< byte offset within the component
    Access access;
    std::uint32_t reset; ///< value after reset; what the hardware's build decides is marked `reset_varies`
    std::string_view description;
    std::span<const Field> fields{};
    std::uint32_t count = 1;
    std::uint32_t stride = 0;     ///< bytes from one to the next, if count > 1
    bool reset_varies = false;    ///< a capability, or a value that lives (time)
    std::uint8_t width_bytes = 4; ///< 1, 4 or 8

    /// Byte offset of element `index`.
    [[nodiscard]] constexpr std::uint32_t at(std::uint32_t index) const { return offset + index * stride; }
};

/// A component's registers, as documentation and tests walk over them.
struct RegisterMap {
    std::string_view component;
    std::string_view description;
    std::span<const Register> registers;
};

} // namespace edgeloom::abi
