// An open file of the host.
#pragma once

#include "platform/semihosting/descriptor.hpp"
#include "platform/semihosting/stream.hpp"

namespace edgeloom::semihosting {

/// Reads and writes without a buffer: what the guest has written is in the file.
class HostFile : public Stream {
public:
    explicit HostFile(Descriptor file) : file_(std::move(file)) {}

    Done read(std::span<std::uint8_t> bytes) override;
    Done write(std::span<const std::uint8_t> bytes) override;
    int seek(std::uint32_t position) override;
    Done length() override;

private:
    Descriptor file_;
};

} // namespace edgeloom::semihosting
