#include "platform/semihosting/streams.hpp"

#include "platform/semihosting/features.hpp"
#include "platform/semihosting/host_file.hpp"

#include <fcntl.h>

#include <array>

namespace edgeloom::semihosting {

namespace {

constexpr const char* console_name = ":tt";
constexpr const char* features_name = ":semihosting-features";
constexpr std::uint32_t first_mode_that_writes = 4; // "w"

// A pair of modes, text and binary, is the same to the host.
constexpr std::array<int, Streams::modes / 2> flags{O_RDONLY,
                                                    O_RDWR,
                                                    O_WRONLY | O_CREAT | O_TRUNC,
                                                    O_RDWR | O_CREAT | O_TRUNC,
                                                    O_WRONLY | O_CREAT | O_APPEND,
                                                    O_RDWR | O_CREAT | O_APPEND};

} // namespace

Streams::Opened Streams::open(const std::string& name, std::uint32_t mode) {
    if (mode >= modes || name.find('\0') != std::string::npos) {
        return {.error = EINVAL};
    }
    if (open_.size() == most) {
        return {.error = EMFILE};
    }
    std::unique_ptr<Stream> stream;
    if (name == console_name) {
        stream = std::make_unique<ConsoleStream>(mode < first_mode_that_writes ? ConsoleStream::Text() : on_text_);
    } else if (name == features_name) {
        if (mode >= first_mode_that_writes) {
            return {.error = EACCES};
        }
        stream = std::make_unique<Features>();
    } else {
        AllowedFolder::Opened opened = folder_.open(name, flags[mode / 2]);
        if (!opened.file) {
            return {.error = opened.error};
        }
        stream = std::make_unique<HostFile>(std::move(opened.file));
    }
    std::uint32_t handle = first_handle;
    while (open_.contains(handle)) {
        ++handle;
    }
    open_.emplace(handle, std::move(stream));
    return {.handle = handle};
}

Stream* Streams::find(std::uint32_t handle) const {
    const auto found = open_.find(handle);
    return found == open_.end() ? nullptr : found->second.get();
}

} // namespace edgeloom::semihosting
