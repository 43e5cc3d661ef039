#include "platform/output/output_folder.hpp"

#include "platform/user_error.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace edgeloom::platform {

namespace fs = std::filesystem;

namespace {

constexpr const char* temporary_suffix = ".part";

[[noreturn]] void fail(const fs::path& path, const std::string& why) {
    throw UserError(path.string() + ": cannot be written (" + why + ")");
}

fs::path temporary_of(const fs::path& path) {
    return path.string() + temporary_suffix;
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        fail(folder, error.message());
    }
    if (!fs::is_directory(folder)) {
        fail(folder, "it is not a folder");
    }
}

void write_file(const fs::path& path, std::string_view bytes) {
    errno = 0;
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream) {
        const std::string why = errno != 0 ? std::strerror(errno) : "unknown reason";
        std::error_code ignored;
        fs::remove(path, ignored);
        fail(path, why);
    }
}

void give_name(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) {
        std::error_code ignored;
        fs::remove(from, ignored);
        fail(to, error.message());
    }
}

} // namespace

OutputFolder::OutputFolder(fs::path folder) : folder_(std::move(folder)) {
    make_folder(folder_);
    const fs::path probe = temporary_of(folder_ / "write-test");
    write_file(probe, {});
    std::error_code ignored;
    fs::remove(probe, ignored);
}

void OutputFolder::remove(const std::string& name) const {
    std::error_code error;
    fs::remove_all(folder_ / name, error);
    if (error) {
        throw UserError((folder_ / name).string() + ": cannot be replaced (" + error.message() + ")");
    }
}

void OutputFolder::write(const std::string& name, std::string_view bytes) const {
    const fs::path path = folder_ / name;
    make_folder(path.parent_path());
    write_file(temporary_of(path), bytes);
    give_name(temporary_of(path), path);
}

GrowingFile::GrowingFile(const OutputFolder& folder, const std::string& name)
    : path_(folder.path() / name),
      temporary_(temporary_of(path_)),
      stream_(temporary_, std::ios::binary | std::ios::trunc) {
    if (!stream_) {
        fail(path_, std::strerror(errno));
    }
}

void GrowingFile::append(std::string_view bytes) {
    stream_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void GrowingFile::complete() {
    errno = 0;
    stream_.close();
    if (!stream_) {
        fail(path_, errno != 0 ? std::strerror(errno) : "unknown reason");
    }
    give_name(temporary_, path_);
}

} // namespace edgeloom::platform
