// How the program's commands take their arguments apart.
#pragma once

#include <boost/program_options.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::platform {

using Arguments = std::vector<std::string>;

inline constexpr int any_number = -1;
inline constexpr int bad_usage = 2; ///< exit status

/// Values of a command's options, of which `positional` needs no dashes, `most` times at most; none where help was
/// asked for, which is given.
[[nodiscard]] std::optional<boost::program_options::variables_map>
parse_arguments(const Arguments& arguments, const boost::program_options::options_description& options,
                const char* positional, const char* usage, int most = 1);

/// The value of an option; none where it is not given.
[[nodiscard]] std::optional<std::string> text(const boost::program_options::variables_map& values, const char* name);

/// An option whose value is called `name` in the help.
[[nodiscard]] boost::program_options::typed_value<std::string>* word(const char* name);

/// Calls `command` and returns its exit status. What the user did wrong, and what goes wrong otherwise, becomes a line
/// on standard error and the exit status that says so.
[[nodiscard]] int guarded(const std::function<int()>& command);

} // namespace edgeloom::platform
