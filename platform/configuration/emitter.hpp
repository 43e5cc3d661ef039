// Writes a configuration as YAML.
#pragma once

#include "platform/configuration/visitor.hpp"

#include <yaml-cpp/yaml.h>

#include <string>

namespace edgeloom::platform {

/// Collects every visited key with its value.
class Emitter : public Visitor {
public:
    /// Keys of a network that is not there are left out.
    explicit Emitter(bool with_network) : with_network_(with_network) {}

    [[nodiscard]] std::string yaml() const;
    /// The value of one key as YAML in one line.
    [[nodiscard]] std::string value(std::string_view path) const;

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
    template <class Device>
    void device(const Key& key, DeviceChoice<Device>& choice);
    void put(const Key& key, const YAML::Node& value);

    bool with_network_;
    YAML::Node root_{YAML::NodeType::Map};
};

} // namespace edgeloom::platform
