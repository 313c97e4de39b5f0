package main

// Instructions of several vectors woven together. A kernel's formula is written for one vector, as a chain in which each
// instruction waits for the one before; elementwise records it for a few vectors and emits the first instruction of each,
// then the second of each, so that the processor always has some that need not wait.

import (
	"reflect"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// recording is where emit puts instructions, nil where they are emitted at once.
var recording *[]func()

// woven calls body n times and emits what it records in turns.
func woven(n int, body func(i int)) {
	parts := make([][]func(), n)
	for i := range parts {
		recording = &parts[i]
		body(i)
	}
	recording = nil
	for k := range parts[0] {
		for i := range parts {
			parts[i][k]()
		}
	}
}

// emit emits an instruction of avo's, or records it. AVX-512 reads a constant as one element for all lanes: as a whole
// vector it would lie across two cache lines.
func emit(f any, ops ...Op) {
	if wide() {
		for i, o := range ops {
			if m, ok := o.(Mem); ok && strings.HasPrefix(m.Symbol.Name, constantPrefix) {
				if b := broadcastForms[pointer(f)]; b != nil {
					f = b
				} else {
					r := vec()
					emit(VBROADCASTSD, m, r)
					ops[i] = r
				}
			}
		}
	}
	do := func() { call(f, ops) }
	if recording != nil {
		*recording = append(*recording, do)
		return
	}
	do()
}

func call(f any, o []Op) {
	switch f := f.(type) {
	case func(...Op):
		f(o...)
	case op:
		f(o...)
	case func(a, b Op):
		f(o[0], o[1])
	case func(a, b, c Op):
		f(o[0], o[1], o[2])
	case func(a, b, c, d Op):
		f(o[0], o[1], o[2], o[3])
	default:
		panic(reflect.TypeOf(f).String() + " is no instruction")
	}
}

func pointer(f any) uintptr { return reflect.ValueOf(f).Pointer() }

// broadcastForms are the instructions that read one element from memory, by those that read a vector.
var broadcastForms = func() map[uintptr]any {
	m := map[uintptr]any{}
	for _, pair := range [][2]any{
		{VMOVUPD, VBROADCASTSD}, {VMOVUPS, VBROADCASTSS}, {VMOVUPD_Z, VBROADCASTSD_Z}, {VMOVUPS_Z, VBROADCASTSS_Z},
		{VADDPD, VADDPD_BCST}, {VSUBPD, VSUBPD_BCST}, {VMULPD, VMULPD_BCST}, {VDIVPD, VDIVPD_BCST}, {VMAXPD, VMAXPD_BCST}, {VMINPD, VMINPD_BCST},
		{VADDPS, VADDPS_BCST}, {VSUBPS, VSUBPS_BCST}, {VMULPS, VMULPS_BCST}, {VDIVPS, VDIVPS_BCST}, {VMAXPS, VMAXPS_BCST}, {VMINPS, VMINPS_BCST},
		{VFMADD213PD, VFMADD213PD_BCST}, {VFMADD231PD, VFMADD231PD_BCST}, {VFNMADD231PD, VFNMADD231PD_BCST}, {VFMSUB231PD, VFMSUB231PD_BCST},
		{VFMADD213PS, VFMADD213PS_BCST}, {VFMADD231PS, VFMADD231PS_BCST}, {VFNMADD231PS, VFNMADD231PS_BCST}, {VFMSUB231PS, VFMSUB231PS_BCST},
		{VFMSUB213PD, VFMSUB213PD_BCST}, {VFMSUB213PS, VFMSUB213PS_BCST},
		{VANDPD, VANDPD_BCST}, {VORPD, VORPD_BCST}, {VXORPD, VXORPD_BCST}, {VANDPS, VANDPS_BCST}, {VORPS, VORPS_BCST}, {VXORPS, VXORPS_BCST}, {VPADDQ, VPADDQ_BCST}, {VPSUBQ, VPSUBQ_BCST}, {VPTERNLOGQ, VPTERNLOGQ_BCST}, {VPADDD, VPADDD_BCST},
		{VPADDD, VPADDD_BCST}, {VPSUBD, VPSUBD_BCST}, {VCMPPD, VCMPPD_BCST}, {VCMPPS, VCMPPS_BCST}, {VFIXUPIMMPD, VFIXUPIMMPD_BCST}, {VFIXUPIMMPS, VFIXUPIMMPS_BCST},
		{VBLENDMPD, VBLENDMPD_BCST}, {VBLENDMPS, VBLENDMPS_BCST},
	} {
		m[pointer(pair[0])] = pair[1]
	}
	return m
}()
