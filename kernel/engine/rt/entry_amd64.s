#include "go_asm.h"
#include "textflag.h"

// find sets AX to 1 if the calling goroutine is to be stopped, else to 0; see doomed. It keeps DX, which holds the
// closure at the entry of a function.
TEXT find<>(SB), NOSPLIT|NOFRAME, $0-0
	XORL AX, AX
	MOVQ ·stops(SB), CX
	TESTQ CX, CX
	JEQ  done
	MOVQ (TLS), DI
	MOVQ ·labelsAt(SB), BX
	MOVQ (DI)(BX*1), BX
next:
	MOVQ stop_label(CX), SI
	TESTQ SI, SI
	JEQ  done
	CMPQ SI, BX
	JEQ  found
	ADDQ $stop__size, CX
	JMP  next
found:
	CMPQ stop_merciless(CX), $0
	JNE  yes
	MOVQ ·interruptedType(SB), SI
	MOVQ goroutine_panic(DI), BX
unwinding:
	TESTQ BX, BX
	JEQ  yes
	CMPQ rtPanic_arg(BX), SI
	JEQ  done
	MOVQ rtPanic_link(BX), BX
	JMP  unwinding
yes:
	MOVL $1, AX
done:
	RET

// func doomed() bool
TEXT ·doomed(SB), NOSPLIT, $0-1
	CALL find<>(SB)
	MOVB AX, ret+0(FP)
	RET

// func getg() *goroutine
TEXT ·getg(SB), NOSPLIT, $0-8
	MOVQ (TLS), AX
	MOVQ AX, ret+0(FP)
	RET

// The two functions below stand for those of the runtime that a function of a cell calls at its entry if there is no
// room on the stack, or if the runtime has set the limit so that it seems so. At this point the registers with arguments
// were saved, there is no frame yet, and 0(SP) leads back to the entry, 8(SP) to the caller. If the goroutine is to stop, it
// is as if the caller had called stop instead.

TEXT ·Morestack(SB), NOSPLIT|NOFRAME, $0-0
	CALL find<>(SB)
	TESTL AX, AX
	JNE  stopped
	MOVQ ·grow(SB), AX
	JMP  AX
stopped:
	LEAQ 8(SP), SP
	JMP  ·interrupt(SB)

TEXT ·MorestackNoctxt(SB), NOSPLIT|NOFRAME, $0-0
	CALL find<>(SB)
	TESTL AX, AX
	JNE  stopped
	MOVQ ·growNoctxt(SB), AX
	JMP  AX
stopped:
	LEAQ 8(SP), SP
	JMP  ·interrupt(SB)
