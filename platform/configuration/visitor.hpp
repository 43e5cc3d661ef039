// How the keys of a configuration are walked over: to read, to write and to describe them.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/quantity.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::platform {

/// What can be told of any key.
struct Key {
    std::string_view path; ///< dotted
    std::string_view description;
    std::string_view default_note = {}; ///< in words, where the default is not a plain value
    bool required = false;
};

struct Range {
    std::uint64_t low = 0;
    std::uint64_t high = ~std::uint64_t{0};
};

/// One name of a choice and the value behind it.
template <class T>
struct Choice {
    std::string_view name;
    T value;
};

/// One function per type of key. schema.cpp calls them for every key there is.
class Visitor {
public:
    virtual ~Visitor() = default;
    virtual void text(const Key& key, std::string& value) = 0;
    virtual void number(const Key& key, std::uint64_t& value, Range range) = 0;
    virtual void quantity(const Key& key, std::uint64_t& value, const Unit& unit, Range range) = 0;
    /// A quantity, or `word`, which stands for 0.
    virtual void quantity_or_word(const Key& key, std::uint64_t& value, const Unit& unit, Range range,
                                  std::string_view word) = 0;
    /// `index` of `names`.
    virtual void choice(const Key& key, std::size_t& index, std::span<const std::string_view> names) = 0;
    /// Numbers in a list; with `word`, that word instead of the list stands for the empty list.
    virtual void list(const Key& key, std::vector<std::uint32_t>& values, Range range, std::string_view word) = 0;
    /// A number, or `word`, which stands for 0.
    virtual void number_or_word(const Key& key, std::uint64_t& value, Range range, std::string_view word) = 0;
    virtual void pattern_type(const Key& key, PatternConfiguration& pattern) = 0;
    virtual void learning_rate(const Key& key, std::vector<std::pair<std::uint32_t, std::uint32_t>>& rates) = 0;
    virtual void dataset(const Key& key, DataSource& source) = 0;
    virtual void dram_device(const Key& key, DeviceChoice<memory::DramDevice>& choice) = 0;
    virtual void sram_device(const Key& key, DeviceChoice<memory::SramDevice>& choice) = 0;

    void flag(const Key& key, bool& value);
};

/// Visits every key of a configuration, in the order of the documentation.
void visit(Configuration& configuration, Visitor& visitor);

} // namespace edgeloom::platform
