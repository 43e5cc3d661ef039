// Entry of the tests that elaborate SystemC models: libsystemc provides main and calls this.
#include <systemc>

#include <gtest/gtest.h>

int sc_main(int argc, char** argv) {
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
