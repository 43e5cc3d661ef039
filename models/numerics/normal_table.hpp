// The inverse of the normal distribution as a table, computed by the compiler (freestanding).
#pragma once

#include <array>
#include <cstdint>

namespace edgeloom::numerics::normal_table {

// Hierarchical segmentation (Cheung, Lee, Luk, Villasenor, "Hardware generation of arbitrary random number
// distributions from uniform distributions via the inversion method", IEEE TVLSI 2007): the upper tail probability p
// in (0, 1/2] is cut into octaves, every octave into `segments` equal pieces, and the quantile runs straight in each.
inline constexpr int octaves = 31;
inline constexpr int segment_bits = 5;
inline constexpr int segments = 1 << segment_bits;
inline constexpr int fraction_bits = 27; ///< quantiles are in units of 2^-27

// The compiler evaluates these with + - * / alone, which IEEE 754 fixes to the bit on every machine.

constexpr double logarithm(double x) { // x in (0, 1]
    double result = 0;
    while (x < 0.75) {
        x *= 2;
        result -= 0.693147180559945309417232;
    }
    const double y = (x - 1) / (x + 1);
    double power = y;
    for (int k = 1; k < 30; k += 2) {
        result += 2 * power / k;
        power *= y * y;
    }
    return result;
}

constexpr double square_root(double x) {
    double root = x > 1 ? x : 1;
    for (int i = 0; i < 60; ++i) {
        root = (root + x / root) / 2;
    }
    return root;
}

/// The value that a standard normal variable exceeds with probability `p` in (0, 1/2]
/// (Wichura, algorithm AS 241, PPND16).
constexpr double upper_quantile(double p) {
    const double q = 0.5 - p;
    if (q <= 0.425) {
        const double r = 0.180625 - q * q;
        return q *
               (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r +
                    45921.953931549871457) *
                       r +
                   13731.693765509461125) *
                      r +
                  1971.5909503065514427) *
                     r +
                 133.14166789178437745) *
                    r +
                3.387132872796366608) /
               (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r +
                    21213.794301586595867) *
                       r +
                   5394.1960214247511077) *
                      r +
                  687.1870074920579083) *
                     r +
                 42.313330701600911252) *
                    r +
                1.0);
    }
    double r = square_root(-logarithm(p));
    if (r <= 5.0) {
        r -= 1.6;
        return (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r +
                    1.27045825245236838258) *
                       r +
                   3.64784832476320460504) *
                      r +
                  5.7694972214606914055) *
                     r +
                 4.6303378461565452959) *
                    r +
                1.42343711074968357734) /
               (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r +
                    0.14810397642748007459) *
                       r +
                   0.68976733498510000455) *
                      r +
                  1.6763848301838038494) *
                     r +
                 2.05319162663775882187) *
                    r +
                1.0);
    }
    r -= 5.0;
    return (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r +
                0.026532189526576123093) *
                   r +
               0.29656057182850489123) *
                  r +
              1.7848265399172913358) *
                 r +
             5.4637849111641143699) *
                r +
            6.6579046435011037772) /
           (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r +
                7.868691311456132591e-4) *
                   r +
               0.0148753612908506148525) *
                  r +
              0.13692988092273580531) *
                 r +
             0.59983220655588793769) *
                r +
            1.0);
}

constexpr std::int32_t raw(double value) {
    return static_cast<std::int32_t>(value * (1 << fraction_bits) + 0.5);
}

/// quantile[octave][segment]: octave k holds p in [2^-(k+2), 2^-(k+1)), from its lower end upwards, one entry more than
/// segments. What lies below the last octave, one number of the generator, takes its lower end.
constexpr auto make() {
    std::array<std::array<std::int32_t, segments + 1>, octaves> table{};
    double low = 0.25;
    for (auto& octave : table) {
        for (int segment = 0; segment <= segments; ++segment) {
            octave[static_cast<std::size_t>(segment)] = raw(upper_quantile(low * (1 + double(segment) / segments)));
        }
        low /= 2;
    }
    return table;
}

inline constexpr auto quantile = make();

} // namespace edgeloom::numerics::normal_table
