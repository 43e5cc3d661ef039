#!/usr/bin/env bash
# How should one feed the accelerator? Trains the published network with one thing changed at a time, and lets the
# program compare the runs. usage: feeding.sh EDGELOOM FOLDER; the pages are FOLDER/{width,outstanding,memory,packing}.html
set -euo pipefail

edgeloom=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
configuration=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../mnist-12bit.yaml
common=(--bus at --set training.epochs=1 --set training.inputs=2000 --set training.test_inputs=0)
outstanding=(--set platform.dma.outstanding=16 --set platform.dma.outstanding_writes=16
    --set platform.interconnect.outstanding=32)

# run GROUP NAME [SETTINGS]: a run of its own folder
run() {
    local out=$folder/$1/$2
    "$edgeloom" run "$configuration" "${common[@]}" "${@:3}" --out "$out" >/dev/null
    echo "$1 $2: $(sed -n 's/.*"clocks_per_input": \([0-9.]*\).*/\1/p' "$out/summary.json") clocks per input"
}

for bits in 64 128 256 512; do
    run width "$bits" --set platform.interconnect.width="$bits bit"
done
for count in 1 2 4 8 16; do
    run outstanding "$count" --set platform.interconnect.width="256 bit" --set platform.dma.outstanding="$count" \
        --set platform.dma.outstanding_writes="$count" --set platform.interconnect.outstanding=32
done
for device in simple ddr3-1600 lpddr4-3200 hbm2; do
    for mhz in 200 400 800 1600; do
        run memory "$device-$mhz" --set platform.dram.device="$device" --set platform.interconnect.width="256 bit" \
            --set platform.interconnect.clock="$mhz MHz" --set platform.accelerator.clock="800 MHz" "${outstanding[@]}"
    done
done
for bits in 8 4 2 1; do
    for width in 64 128 256; do
        run packing "$bits-$width" --set training.input_bits="$bits" --set platform.interconnect.width="$width bit"
    done
done
for group in width outstanding memory packing; do
    "$edgeloom" report "$folder/$group"/* --out "$folder/$group.html"
done
