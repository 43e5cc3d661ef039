#include "platform/explore/folder_lock.hpp"

#include "platform/user_error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace edgeloom::platform::explore {

// The folder itself, since a lock on the database's file is SQLite's to take. Runs do not inherit it.
FolderLock::FolderLock(const std::filesystem::path& folder)
    : folder_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (folder_ >= 0 && flock(folder_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(folder_);
        throw UserError(folder.string() + ": another edgeloom explore is at work there; wait for it, or give --out");
    }
}

FolderLock::~FolderLock() {
    if (folder_ >= 0) {
        close(folder_);
    }
}

} // namespace edgeloom::platform::explore
