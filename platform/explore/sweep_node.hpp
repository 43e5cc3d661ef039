// A value in the file of a sweep, with its place for messages.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace edgeloom::platform::explore {

/// A node of YAML that knows where it stands and what it is called.
class SweepNode {
public:
    SweepNode(YAML::Node node, std::string source, std::string path = {});

    [[nodiscard]] bool given() const { return node_.IsDefined() && !node_.IsNull(); }
    [[nodiscard]] const YAML::Node& yaml() const { return node_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// The value of a key of this map, which may be missing.
    [[nodiscard]] SweepNode operator[](const std::string& key) const;
    /// The keys of this map, in their order. Throws UserError where it is none, or has a key twice.
    [[nodiscard]] std::vector<std::string> keys() const;
    /// Throws UserError for a key of this map that is not among those. It may be meant for a map below: `below` has the
    /// names that are allowed there.
    void allow(const std::vector<std::string>& names,
               const std::map<std::string, std::vector<std::string>>& below = {}) const;

    [[nodiscard]] std::string text(const std::string& expected) const;
    [[nodiscard]] std::uint64_t whole(std::uint64_t low, std::uint64_t high) const;
    [[nodiscard]] double real(double low, double high) const;
    /// The index of this text in `names`.
    [[nodiscard]] std::size_t choice(const std::vector<std::string>& names) const;
    /// The entries of this list. Throws UserError where it is none or empty.
    [[nodiscard]] std::vector<SweepNode> items(const std::string& expected) const;

    /// "file:line:column: path: message"
    [[noreturn]] void fail(const std::string& message) const;
    [[nodiscard]] std::string found() const;

private:
    YAML::Node node_;
    std::string source_;
    std::string path_;
    YAML::Mark mark_;
};

} // namespace edgeloom::platform::explore
