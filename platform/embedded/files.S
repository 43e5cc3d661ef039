// The bytes behind embedded.hpp; the paths come from CMakeLists.txt.
    .macro embed name, file
    .global \name\()_begin
    .global \name\()_end
    .balign 8
\name\()_begin:
    .incbin "\file"
\name\()_end:
    .endm

    .section .rodata
    embed edgeloom_train_firmware, EDGELOOM_TRAIN_FIRMWARE
    embed edgeloom_train_soft_firmware, EDGELOOM_TRAIN_SOFT_FIRMWARE
    embed edgeloom_infer_firmware, EDGELOOM_INFER_FIRMWARE
    embed edgeloom_mnist_configuration, EDGELOOM_MNIST_CONFIGURATION
    embed edgeloom_morse_configuration, EDGELOOM_MORSE_CONFIGURATION
    embed edgeloom_fpga_parts, EDGELOOM_FPGA_PARTS
    embed edgeloom_costs, EDGELOOM_COSTS
    embed edgeloom_ddr3_1600_device, EDGELOOM_DDR3_1600_DEVICE
    embed edgeloom_hbm2_device, EDGELOOM_HBM2_DEVICE
    embed edgeloom_lpddr4_3200_device, EDGELOOM_LPDDR4_3200_DEVICE
    embed edgeloom_sram_device, EDGELOOM_SRAM_DEVICE

    .section .note.GNU-stack, "", @progbits
