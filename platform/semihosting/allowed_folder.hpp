// The one folder of the host that a guest may reach.
#pragma once

#include "platform/semihosting/descriptor.hpp"

#include <filesystem>
#include <string>

namespace edgeloom::semihosting {

/// Opens files below a folder, and nothing else: names that lead out of it, symbolic links, wherever they lead, and
/// what is no plain file are refused.
class AllowedFolder {
public:
    /// Throws platform::UserError unless this is a folder that can be read.
    explicit AllowedFolder(const std::filesystem::path& folder);

    struct Opened {
        Descriptor file;
        int error = 0; ///< errno where there is no file
    };
    /// `name` is relative to the folder, or an absolute path that leads into it. `flags` as for open(2).
    [[nodiscard]] Opened open(const std::string& name, int flags) const;

private:
    std::filesystem::path path_; ///< canonical
    Descriptor folder_;
};

} // namespace edgeloom::semihosting
