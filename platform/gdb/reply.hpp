// Short answers to packets (GDB manual, E.2, "Packets", "Standard Replies").
#pragma once

#include <string>

namespace edgeloom::gdb::reply {

inline const std::string ok = "OK";
inline const std::string unsupported;            ///< "an empty response"
inline const std::string malformed = "E01";      ///< the packet's arguments make no sense
inline const std::string too_many = "E0c";       ///< ENOMEM
inline const std::string no_such_memory = "E0e"; ///< EFAULT
inline const std::string refused = "E16";        ///< EINVAL: well-formed, but the target does not do it

/// Whether the target did what it was told.
[[nodiscard]] inline const std::string& done(bool success, const std::string& otherwise = refused) {
    return success ? ok : otherwise;
}

} // namespace edgeloom::gdb::reply
