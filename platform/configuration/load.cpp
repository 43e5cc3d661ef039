#include "platform/configuration/load.hpp"

#include "platform/configuration/emitter.hpp"
#include "platform/configuration/network_check.hpp"
#include "platform/configuration/parser.hpp"
#include "platform/user_error.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace edgeloom::platform {

namespace {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
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

YAML::Node parse(const std::string& text, const std::string& path) {
    try {
        return YAML::Load(text);
    } catch (const YAML::Exception& error) {
        throw UserError(path + ":" + std::to_string(error.mark.line + 1) + ":" + std::to_string(error.mark.column + 1) +
                        ": not YAML: " + error.msg);
    }
}

Configuration read(Parser& parser, const std::vector<Override>& overrides) {
    for (const Override& override : overrides) {
        parser.set(override);
    }
    Configuration configuration;
    visit(configuration, parser);
    parser.refuse_unknown_keys();
    return configuration;
}

void make_relative_to(DataSource& source, const fs::path& folder) {
    for (auto* const pair : {&source.train, &source.test}) {
        for (std::string& name : *pair) {
            if (!name.empty() && fs::path(name).is_relative()) {
                name = (folder / name).lexically_normal().string();
            }
        }
    }
}

} // namespace

mapping::JunctionShape NetworkConfiguration::shape(std::size_t junction) const {
    return {.left = layers[junction],
            .right = layers[junction + 1],
            .edges = layers[junction] * fan_out[junction],
            .parallelism = 0};
}

Configuration parse_configuration(const std::string& text, const std::string& name,
                                  const std::vector<Override>& overrides) {
    Parser parser(parse(text, name), name);
    Configuration configuration = read(parser, overrides);
    parser.require("network.layers");
    check(configuration, parser);
    return configuration;
}

Configuration load_configuration(const std::string& path, const std::vector<Override>& overrides) {
    Configuration configuration = parse_configuration(read_file(path), path, overrides);
    make_relative_to(configuration.training.dataset, fs::absolute(path).parent_path());
    return configuration;
}

Configuration default_configuration(const std::vector<Override>& overrides) {
    Parser parser(YAML::Node(YAML::NodeType::Map), "defaults");
    Configuration configuration = read(parser, overrides);
    check(configuration, parser);
    return configuration;
}

std::string to_yaml(Configuration configuration) {
    Emitter emitter(configuration.has_network());
    visit(configuration, emitter);
    return emitter.yaml();
}

} // namespace edgeloom::platform
