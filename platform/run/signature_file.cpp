#include "platform/run/signature_file.hpp"

#include "platform/user_error.hpp"

namespace edgeloom::platform {

namespace fs = std::filesystem;

namespace {

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

SignatureFile::SignatureFile(const Signature& signature, const fs::path& path)
    : signature_(signature),
      folder_(checked(path).parent_path()),
      name_(path.filename().string()) {
    folder_.remove(name_);
}

} // namespace edgeloom::platform
