// One sweep at a time in a folder.
#pragma once

#include <filesystem>

namespace edgeloom::platform::explore {

/// Holds a folder for this process, until it ends, whatever ends it.
class FolderLock {
public:
    /// Throws UserError where another process holds it. File systems that cannot lock, cannot refuse.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int folder_; ///< file descriptor
};

} // namespace edgeloom::platform::explore
