#include "platform/run/signature_file.hpp"

#include "platform/user_error.hpp"

namespace edgeloom::platform {

namespace fs = std::filesystem;

namespace {

// A file that can be replaced: no folder, and no device such as /dev/null.
fs::path checked(const fs::path& path) {
    if (path.filename().empty() || (fs::exists(path) && !fs::is_regular_file(path))) {
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
