// The file of --signature.
#pragma once

#include "platform/output/output_folder.hpp"
#include "platform/run/signature.hpp"

#include <filesystem>

namespace edgeloom::platform {

/// Whole or not there; that of an earlier run goes at construction.
class SignatureFile {
public:
    /// Throws UserError where it cannot be written.
    SignatureFile(const Signature& signature, const std::filesystem::path& path);

    void write(const Signature::Peek& peek) const { folder_.write(name_, signature_.text(peek)); }

private:
    Signature signature_;
    OutputFolder folder_;
    std::string name_;
};

} // namespace edgeloom::platform
