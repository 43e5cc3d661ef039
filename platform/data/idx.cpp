#include "platform/data/idx.hpp"

#include "platform/user_error.hpp"

#include <boost/iostreams/copy.hpp>
#include <boost/iostreams/device/array.hpp>
#include <boost/iostreams/device/back_inserter.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filtering_stream.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace edgeloom::platform {

namespace {

namespace io = boost::iostreams;
using Bytes = std::vector<char>;

constexpr std::size_t most_bytes = std::size_t{4} << 30;

std::ifstream open_file(const std::string& path) {
    if (std::filesystem::is_directory(path)) {
        throw UserError(path + ": a folder; expected an IDX file");
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw UserError(path + ": cannot be read (" +
                        std::string(std::filesystem::exists(path) ? "no permission" : "no such file") + ")");
    }
    return file;
}

Bytes read_file(const std::string& path) {
    std::ifstream file = open_file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool is_gzip(const Bytes& bytes) {
    return bytes.size() >= 2 && bytes[0] == '\x1F' && bytes[1] == '\x8B';
}

Bytes decompress(const Bytes& bytes, const std::string& path) {
    Bytes plain;
    try {
        io::filtering_istream stream;
        stream.push(io::gzip_decompressor());
        stream.push(io::array_source(bytes.data(), bytes.size()));
        io::copy(stream, io::back_inserter(plain));
    } catch (const io::gzip_error&) {
        throw UserError(path + ": truncated or damaged gzip file");
    }
    return plain;
}

// A file's dimensions and the bytes behind its header.
struct Array {
    std::vector<std::size_t> dimensions;
    Bytes bytes;
    std::size_t header_bytes = 0;
};

std::uint32_t big_endian(const Bytes& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    }
    return value;
}

Array read_array(const std::string& path) {
    Array array{.dimensions = {}, .bytes = read_file(path)};
    if (is_gzip(array.bytes)) {
        array.bytes = decompress(array.bytes, path);
    }
    constexpr char unsigned_bytes = 0x08;
    if (array.bytes.size() < 4 || array.bytes[0] != 0 || array.bytes[1] != 0) {
        throw UserError(path + ": not an IDX file (wrong magic number)");
    }
    if (array.bytes[2] != unsigned_bytes) {
        throw UserError(path + ": IDX data type " + std::to_string(array.bytes[2]) + "; allowed is 8, unsigned bytes");
    }
    const auto rank = static_cast<std::uint8_t>(array.bytes[3]);
    array.header_bytes = 4 + std::size_t{4} * rank;
    if (rank == 0 || array.bytes.size() < array.header_bytes) {
        throw UserError(path + ": truncated: the IDX header is not complete");
    }
    std::size_t total = 1;
    for (std::size_t i = 0; i < rank; ++i) {
        array.dimensions.push_back(big_endian(array.bytes, 4 + 4 * i));
        total = array.dimensions.back() != 0 && total > most_bytes / array.dimensions.back()
                    ? most_bytes + 1
                    : total * array.dimensions.back();
    }
    const std::size_t there = array.bytes.size() - array.header_bytes;
    if (total != there) {
        throw UserError(path + (there < total ? ": truncated: " : ": too long: ") + std::to_string(there) +
                        " bytes of data, the header announces " +
                        (total > most_bytes ? "more than 4 GiB" : std::to_string(total)));
    }
    return array;
}

} // namespace

void require_idx(const std::string& path) {
    (void)open_file(path);
}

DataSet read_idx(const std::string& images, const std::string& labels) {
    const Array pixels = read_array(images);
    const Array classes = read_array(labels);
    if (pixels.dimensions.size() < 2) {
        throw UserError(images + ": IDX rank 1; images need rank 2 or more");
    }
    if (classes.dimensions.size() != 1) {
        throw UserError(labels + ": IDX rank " + std::to_string(classes.dimensions.size()) + "; labels need rank 1");
    }
    const std::size_t count = pixels.dimensions[0];
    if (count != classes.dimensions[0]) {
        throw UserError(labels + ": " + std::to_string(classes.dimensions[0]) + " labels for the " +
                        std::to_string(count) + " images of " + images);
    }
    if (count == 0 || pixels.bytes.size() == pixels.header_bytes) {
        throw UserError(images + ": no images in it");
    }
    DataSet data;
    data.features = static_cast<std::uint32_t>((pixels.bytes.size() - pixels.header_bytes) / count);
    data.pixels.assign(pixels.bytes.begin() + static_cast<std::ptrdiff_t>(pixels.header_bytes), pixels.bytes.end());
    for (std::size_t i = classes.header_bytes; i < classes.bytes.size(); ++i) {
        data.labels.push_back(static_cast<std::uint8_t>(classes.bytes[i]));
    }
    return data;
}

} // namespace edgeloom::platform
