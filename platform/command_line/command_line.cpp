#include "platform/command_line/command_line.hpp"

#include "hart/elf_image.hpp"
#include "platform/user_error.hpp"

#include <iostream>

namespace edgeloom::platform {

namespace po = boost::program_options;

std::optional<po::variables_map> parse_arguments(const Arguments& arguments, const po::options_description& options,
                                                 const char* positional, const char* usage, int most) {
    po::positional_options_description without_dashes;
    without_dashes.add(positional, most);
    po::variables_map values;
    po::store(po::command_line_parser(arguments)
                  .options(options)
                  .positional(without_dashes)
                  .style(po::command_line_style::default_style & ~po::command_line_style::allow_guessing)
                  .run(),
              values);
    po::notify(values);
    if (values.count("help") != 0) {
        std::cout << usage << "\n" << options;
        return std::nullopt;
    }
    return values;
}

std::optional<std::string> text(const po::variables_map& values, const char* name) {
    return values.count(name) == 0 ? std::nullopt : std::optional(values[name].as<std::string>());
}

po::typed_value<std::string>* word(const char* name) {
    return po::value<std::string>()->value_name(name);
}

int guarded(const std::function<int()>& command) {
    try {
        return command();
    } catch (const UserError& error) {
        std::cerr << "edgeloom: " << error.what() << '\n';
    } catch (const ElfError& error) {
        std::cerr << "edgeloom: " << error.what() << '\n';
    } catch (const po::error& error) {
        std::cerr << "edgeloom: " << error.what() << " (edgeloom --help)\n";
    } catch (const std::exception& error) {
        std::cerr << "edgeloom: the simulation failed: " << error.what() << '\n';
        return 1;
    }
    return bad_usage;
}

} // namespace edgeloom::platform
