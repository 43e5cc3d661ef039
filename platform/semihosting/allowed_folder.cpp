#include "platform/semihosting/allowed_folder.hpp"

#include "platform/user_error.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace edgeloom::semihosting {

namespace fs = std::filesystem;

namespace {

constexpr ::mode_t permissions = 0666; // less the umask

[[noreturn]] void refuse(const fs::path& folder, const std::string& why) {
    throw platform::UserError("--semihosting " + folder.string() + ": " + why);
}

// Opens a name of a folder without following it; EACCES, whatever open says, if it is a symbolic link.
AllowedFolder::Opened open_in(const Descriptor& folder, const fs::path& name, int flags) {
    AllowedFolder::Opened opened{Descriptor(
        ::openat(folder.number(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, permissions))};
    if (!opened.file) {
        opened.error = errno;
        struct ::stat found {};
        if (::fstatat(folder.number(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(found.st_mode)) {
            opened.error = EACCES;
        }
    }
    return opened;
}

bool is_plain_file(const Descriptor& file) {
    struct ::stat found {};
    return ::fstat(file.number(), &found) == 0 && S_ISREG(found.st_mode);
}

} // namespace

AllowedFolder::AllowedFolder(const fs::path& folder) {
    std::error_code error;
    path_ = fs::canonical(folder, error);
    if (error) {
        refuse(folder, error.message());
    }
    folder_ = Descriptor(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder_) {
        refuse(folder, errno == ENOTDIR ? "not a folder" : std::strerror(errno));
    }
}

AllowedFolder::Opened AllowedFolder::open(const std::string& name, int flags) const {
    if (name.empty()) {
        return {Descriptor(), ENOENT};
    }
    // As there are no links on the way, "a/../b" is b.
    const fs::path given(name);
    const fs::path relative =
        given.is_absolute() ? given.lexically_normal().lexically_relative(path_) : given.lexically_normal();
    if (relative.empty() || *relative.begin() == "..") {
        return {Descriptor(), EACCES};
    }
    Opened folder{Descriptor(::dup(folder_.number()))};
    for (const fs::path& part : relative.parent_path()) {
        folder = open_in(folder.file, part, O_PATH | O_DIRECTORY);
        if (!folder.file) {
            return folder;
        }
    }
    Opened opened = open_in(folder.file, relative.filename(), flags);
    if (opened.file && !is_plain_file(opened.file)) {
        return {Descriptor(), EACCES};
    }
    return opened;
}

} // namespace edgeloom::semihosting
