// The keys of a configuration, as documentation.
#pragma once

#include "platform/configuration/emitter.hpp"
#include "platform/configuration/visitor.hpp"

#include <functional>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// What a person needs to know of a key.
struct KeyEntry {
    std::string path;
    std::string allowed;
    std::string default_value;
    std::string description;
};

/// Collects an entry for every key, in the order of the schema.
class KeyTable : public Visitor {
public:
    /// @param visit_all visits every key, with its default
    explicit KeyTable(const std::function<void(Visitor&)>& visit_all);

    [[nodiscard]] const std::vector<KeyEntry>& entries() const { return entries_; }

    void text(const Key& key, std::string& value) override;
    void number(const Key& key, std::uint64_t& value, Range range) override;
    void quantity(const Key& key, std::uint64_t& value, const Unit& unit, Range range) override;
    void quantity_or_word(const Key& key, std::uint64_t& value, const Unit& unit, Range range,
                          std::string_view word) override;
    void choice(const Key& key, std::size_t& index, std::span<const std::string_view> names) override;
    void list(const Key& key, std::vector<std::uint32_t>& values, Range range, std::string_view word) override;
    void number_or_word(const Key& key, std::uint64_t& value, Range range, std::string_view word) override;
    void pattern_type(const Key& key, PatternConfiguration& pattern) override;
    void learning_rate(const Key& key, std::vector<std::pair<std::uint32_t, std::uint32_t>>& rates) override;
    void dataset(const Key& key, DataSource& source) override;
    void dram_device(const Key& key, DeviceChoice<memory::DramDevice>& choice) override;
    void sram_device(const Key& key, DeviceChoice<memory::SramDevice>& choice) override;

private:
    void add(const Key& key, std::string allowed);

    Emitter defaults_{true};
    std::vector<KeyEntry> entries_;
};

} // namespace edgeloom::platform
