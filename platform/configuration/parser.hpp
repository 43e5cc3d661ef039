// Reads the keys of a configuration from YAML.
#pragma once

#include "platform/configuration/override.hpp"
#include "platform/configuration/visitor.hpp"

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace edgeloom::platform {

/// Looks every visited key up, checks its value, and finally finds the keys that nobody asked for.
class Parser : public Visitor {
public:
    /// @param root   the document
    /// @param source its file name, for messages
    Parser(const YAML::Node& root, std::string source);

    /// Replaces or adds a value.
    void set(const Override& override);

    /// Throws UserError for the first key that was not visited, with the nearest one that exists.
    void refuse_unknown_keys() const;
    /// The key is there, with whatever value.
    [[nodiscard]] bool given(std::string_view path) const;
    /// The keys of a map, in their order; none where there is nothing.
    [[nodiscard]] std::vector<std::string> names_in(std::string_view path) const;
    /// A number, 0 or more, perhaps with decimals, that must be there.
    [[nodiscard]] double real(const Key& key);
    /// Likewise a list of so many.
    [[nodiscard]] std::vector<double> reals(const Key& key, std::size_t count);
    /// Throws UserError where a required key is missing.
    void require(std::string_view path) const;

    /// Throws UserError that points at a key: "file:line:column: path: message".
    [[noreturn]] void fail(std::string_view path, const std::string& message) const;

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
    void device(const Key& key, DeviceChoice<Device>& choice, const std::string& names);
    [[nodiscard]] YAML::Node find(std::string_view path) const;
    [[nodiscard]] YAML::Mark mark_of(std::string_view path) const;
    [[nodiscard]] std::string place_of(const YAML::Mark& mark) const;
    [[nodiscard]] YAML::Node visited(const Key& key);
    [[nodiscard]] std::string scalar(std::string_view path, const YAML::Node& node, std::string_view expected) const;
    [[nodiscard]] std::uint64_t whole_number(std::string_view path, const std::string& text, Range range) const;
    [[nodiscard]] double real_number(std::string_view path, const YAML::Node& node) const;
    [[nodiscard]] std::uint64_t quantity_of(std::string_view path, const std::string& text, const Unit& unit,
                                            Range range, const std::string& expected) const;
    void refuse_unknown_keys(const YAML::Node& node, const std::string& path) const;
    void refuse_duplicates(const YAML::Node& node, const std::string& path) const;
    [[nodiscard]] std::array<std::string, 2> file_pair(std::string_view path, const YAML::Node& node) const;

    YAML::Node root_;
    std::string source_;
    std::set<std::string, std::less<>> known_;            // paths of keys
    std::map<std::string, std::string, std::less<>> set_; // path of an override: its origin
};

} // namespace edgeloom::platform
