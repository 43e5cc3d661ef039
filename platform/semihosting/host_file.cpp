#include "platform/semihosting/host_file.hpp"

#include <sys/stat.h>

namespace edgeloom::semihosting {

namespace {

// Repeats `transfer(begin, bytes left)` until all is done, nothing more comes, or it fails.
template <class Transfer>
Stream::Done repeat(std::size_t bytes, Transfer&& transfer) {
    Stream::Done done;
    while (done.count < bytes) {
        const ::ssize_t moved = transfer(done.count, bytes - done.count);
        if (moved < 0 && errno == EINTR) {
            continue;
        }
        if (moved < 0) {
            done.error = errno;
        }
        if (moved <= 0) {
            break;
        }
        done.count += static_cast<std::uint64_t>(moved);
    }
    return done;
}

} // namespace

Stream::Done HostFile::read(std::span<std::uint8_t> bytes) {
    return repeat(bytes.size(), [&](std::size_t begin, std::size_t left) {
        return ::read(file_.number(), bytes.data() + begin, left);
    });
}

Stream::Done HostFile::write(std::span<const std::uint8_t> bytes) {
    return repeat(bytes.size(), [&](std::size_t begin, std::size_t left) {
        return ::write(file_.number(), bytes.data() + begin, left);
    });
}

int HostFile::seek(std::uint32_t position) {
    return ::lseek(file_.number(), position, SEEK_SET) < 0 ? errno : 0;
}

Stream::Done HostFile::length() {
    struct ::stat status {};
    if (::fstat(file_.number(), &status) != 0) {
        return {.error = errno};
    }
    return {.count = static_cast<std::uint64_t>(status.st_size)};
}

} // namespace edgeloom::semihosting
