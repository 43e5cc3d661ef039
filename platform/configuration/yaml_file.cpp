#include "platform/configuration/yaml_file.hpp"

#include "platform/user_error.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace edgeloom::platform {

namespace fs = std::filesystem;

std::string read_text(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        throw UserError(path + ": no such file");
    }
    if (fs::is_directory(status)) {
        throw UserError(path + ": a folder; expected a YAML file");
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) {
        throw UserError(path + ": cannot be read");
    }
    return text.str();
}

YAML::Node read_yaml(const std::string& path) {
    return parse_yaml(read_text(path), path);
}

YAML::Node parse_yaml(const std::string& text, const std::string& source) {
    try {
        return YAML::Load(text);
    } catch (const YAML::Exception& error) {
        throw UserError(source + ":" + std::to_string(error.mark.line + 1) + ":" +
                        std::to_string(error.mark.column + 1) + ": not YAML: " + error.msg);
    }
}

} // namespace edgeloom::platform
