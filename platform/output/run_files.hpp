// Names of the files in a run's folder.
#pragma once

namespace edgeloom::platform {

inline constexpr const char* configuration_file = "config.yaml";
inline constexpr const char* summary_file = "summary.json";
inline constexpr const char* bus_file = "bus.json";
inline constexpr const char* epochs_file = "epochs.csv";
inline constexpr const char* uart_file = "uart.log";
inline constexpr const char* predictions_file = "predictions.csv";
inline constexpr const char* report_file = "report.html"; ///< made from the others later

} // namespace edgeloom::platform
