#include "platform/configuration/load.hpp"

#include "platform/configuration/emitter.hpp"
#include "platform/configuration/memory_device.hpp"
#include "platform/configuration/network_check.hpp"
#include "platform/configuration/parser.hpp"
#include "platform/configuration/yaml_file.hpp"

#include <filesystem>

namespace edgeloom::platform {

namespace {

namespace fs = std::filesystem;

// Files that are named lie relative to `folder`.
Configuration read(Parser& parser, const std::vector<Override>& overrides, const fs::path& folder) {
    for (const Override& override : overrides) {
        parser.set(override);
    }
    Configuration configuration;
    visit(configuration, parser);
    parser.refuse_unknown_keys();
    load_devices(configuration.platform, parser, folder);
    return configuration;
}

Configuration read_network(const YAML::Node& root, const std::string& name, const std::vector<Override>& overrides,
                           const fs::path& folder) {
    Parser parser(root, name);
    Configuration configuration = read(parser, overrides, folder);
    parser.require("network.layers");
    check(configuration, parser);
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

Configuration parse_configuration(const std::string& text, const std::string& path,
                                  const std::vector<Override>& overrides) {
    const fs::path folder = fs::absolute(path).parent_path();
    Configuration configuration = read_network(parse_yaml(text, path), path, overrides, folder);
    make_relative_to(configuration.training.dataset, folder);
    return configuration;
}

Configuration load_configuration(const std::string& path, const std::vector<Override>& overrides) {
    return parse_configuration(read_text(path), path, overrides);
}

Configuration default_configuration(const std::vector<Override>& overrides) {
    Parser parser(YAML::Node(YAML::NodeType::Map), "defaults");
    Configuration configuration = read(parser, overrides, fs::path());
    check(configuration, parser);
    return configuration;
}

std::string to_yaml(Configuration configuration) {
    Emitter emitter(configuration.has_network());
    visit(configuration, emitter);
    return emitter.yaml();
}

} // namespace edgeloom::platform
