// callgrind.out.edgeloom: the profile in the format of Valgrind's callgrind.
#pragma once

#include "platform/insight/execution_counts.hpp"
#include "platform/insight/line_table.hpp"
#include "platform/insight/profile.hpp"

#include <string>

namespace edgeloom::insight {

/// Costs by function and source line, and the calls between them, for KCachegrind and callgrind_annotate. Events are
/// Clocks and Instructions. Costs without a known line are at line 0, in file "???" where there is none.
/// `command` is what ran.
[[nodiscard]] std::string callgrind(const Profile& profile, const ExecutionCounts& counts, const CodeMap& code,
                                    const LineTable& lines, const std::string& command);

} // namespace edgeloom::insight
