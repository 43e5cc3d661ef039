#include "platform/run/signature_file.hpp"

#include "abi/memory_map.hpp"
#include "platform/user_error.hpp"

#include <boost/endian/conversion.hpp>
#include <boost/format.hpp>

#include <array>
#include <system_error>

namespace edgeloom::platform {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t word_bytes = 4;

std::uint32_t address_of(const ElfImage& image, const std::string& symbol, const std::string& name) {
    const auto address = image.find(symbol);
    if (!address) {
        throw UserError("--signature: " + name + " has no symbol " + symbol);
    }
    return *address;
}

bool inside(std::uint32_t begin, std::uint32_t bytes, std::uint32_t base, std::uint64_t size) {
    return begin >= base && std::uint64_t{begin} + bytes <= base + size;
}

// A file that can be replaced: no folder, and no device such as /dev/null.
fs::path checked(const fs::path& path) {
    std::error_code error;
    const fs::file_type found = fs::status(path, error).type();
    if (found == fs::file_type::none) {
        throw UserError("--signature " + path.string() + ": " + error.message());
    }
    if (path.filename().empty() || (found != fs::file_type::not_found && found != fs::file_type::regular)) {
        throw UserError("--signature " + path.string() + ": not a plain file");
    }
    return fs::absolute(path);
}

} // namespace

Signature::Signature(const ElfImage& image, const PlatformConfiguration& platform, const std::string& name)
    : begin_(address_of(image, "begin_signature", name)) {
    const std::uint32_t end = address_of(image, "end_signature", name);
    const auto refuse = [&](const char* why) {
        throw UserError((boost::format("--signature: %s: begin_signature 0x%08x and end_signature 0x%08x %s") % name %
                         begin_ % end % why)
                            .str());
    };
    if (end < begin_) {
        refuse("are the wrong way round");
    }
    if (begin_ % word_bytes != 0 || end % word_bytes != 0) {
        refuse("are not both multiples of 4");
    }
    bytes_ = end - begin_;
    if (!inside(begin_, bytes_, abi::memory_map::dram.base, platform.dram.bytes) &&
        !inside(begin_, bytes_, abi::memory_map::sram.base, platform.sram.bytes)) {
        refuse("reach beyond memory");
    }
}

std::string Signature::text(const Peek& peek) const {
    std::string text;
    for (std::uint32_t offset = 0; offset < bytes_; offset += word_bytes) {
        std::array<std::uint8_t, word_bytes> bytes{};
        if (!peek(begin_ + offset, bytes)) {
            throw UserError((boost::format("--signature: there is no memory at 0x%08x") % (begin_ + offset)).str());
        }
        text += (boost::format("%08x\n") % boost::endian::load_little_u32(bytes.data())).str();
    }
    return text;
}

SignatureFile::SignatureFile(const Signature& signature, const fs::path& path)
    : signature_(signature),
      folder_(checked(path).parent_path()),
      name_(path.filename().string()) {
    folder_.remove(name_);
}

} // namespace edgeloom::platform
