#include "platform/report/assets.hpp"

// Defined by assets.S.
extern "C" {
extern const char edgeloom_report_page_begin[];
extern const char edgeloom_report_page_end[];
extern const char edgeloom_report_style_begin[];
extern const char edgeloom_report_style_end[];
extern const char edgeloom_report_script_begin[];
extern const char edgeloom_report_script_end[];
extern const char edgeloom_report_sweep_style_begin[];
extern const char edgeloom_report_sweep_style_end[];
extern const char edgeloom_report_sweep_script_begin[];
extern const char edgeloom_report_sweep_script_end[];
extern const char edgeloom_report_last_script_begin[];
extern const char edgeloom_report_last_script_end[];
extern const char edgeloom_report_chart_library_begin[];
extern const char edgeloom_report_chart_library_end[];
}

namespace edgeloom::report::assets {

std::string_view page() {
    return {edgeloom_report_page_begin, edgeloom_report_page_end};
}

std::string_view style() {
    return {edgeloom_report_style_begin, edgeloom_report_style_end};
}

std::string_view script() {
    return {edgeloom_report_script_begin, edgeloom_report_script_end};
}

std::string_view sweep_style() {
    return {edgeloom_report_sweep_style_begin, edgeloom_report_sweep_style_end};
}

std::string_view sweep_script() {
    return {edgeloom_report_sweep_script_begin, edgeloom_report_sweep_script_end};
}

std::string_view last_script() {
    return {edgeloom_report_last_script_begin, edgeloom_report_last_script_end};
}

std::string_view chart_library() {
    return {edgeloom_report_chart_library_begin, edgeloom_report_chart_library_end};
}

} // namespace edgeloom::report::assets
