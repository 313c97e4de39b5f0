package session

import (
	"go/constant"
	"go/token"
	"go/types"
	"math/big"
	"strconv"
)

// This file says which types and constants can be written down in a later unit, and writes constants.

// unnameable finds a named type in t that package-level code of pkg cannot mention: one declared in a function, or
// unexported in another package. It returns "" if there is none.
func unnameable(t types.Type, pkg *types.Package) string {
	name := func(o *types.TypeName) string {
		switch {
		case o.Pkg() == nil:
		case o.Parent() != nil && o.Parent() != o.Pkg().Scope():
			return o.Name() + ", a type of a function"
		case o.Pkg() != pkg && !o.Exported():
			return o.Pkg().Name() + "." + o.Name() + ", which is not exported"
		}
		return ""
	}
	return findPart(t, func(t types.Type) string {
		switch t := t.(type) {
		case *types.Alias:
			return name(t.Obj())
		case *types.Named:
			return name(t.Obj())
		case *types.Struct:
			for f := range t.Fields() {
				if f.Pkg() != pkg && !f.Exported() && f.Pkg() != nil {
					return "a struct with unexported fields of package " + f.Pkg().Name()
				}
			}
		}
		return ""
	})
}

// constText writes what follows the name in a declaration of a constant: its type, unless that is untyped, and value.
func constText(c *types.Const, pkg *types.Package, find func(string) *record) text {
	b, _ := c.Type().Underlying().(*types.Basic)
	value := constValue(c.Val(), b)
	if t, ok := c.Type().(*types.Basic); ok && t.Info()&types.IsUntyped != 0 {
		return text{src: "= " + value}
	}
	t := typeText(c.Type(), pkg, find)
	t.src += " = " + value
	return t
}

// constValue writes a constant exactly, as an expression whose default type is that of b.
func constValue(v constant.Value, b *types.Basic) string {
	info := types.BasicInfo(0)
	if b != nil {
		info = b.Info()
	}
	switch {
	case info&types.IsString != 0:
		return strconv.Quote(constant.StringVal(v))
	case info&types.IsBoolean != 0:
		return strconv.FormatBool(constant.BoolVal(v))
	case b != nil && b.Kind() == types.UntypedRune:
		return "'\\x00' + " + v.ExactString()
	case info&types.IsComplex != 0:
		return floatValue(constant.Real(v)) + " + " + floatValue(constant.Imag(v)) + "*1i"
	case info&types.IsFloat != 0:
		return floatValue(v)
	}
	return v.ExactString()
}

// floatValue writes a constant as an expression of floating-point kind.
func floatValue(v constant.Value) string {
	switch x := constant.Val(constant.ToFloat(v)).(type) {
	case *big.Rat:
		return "(" + x.Num().String() + ".0 / " + x.Denom().String() + ".0)"
	case *big.Float:
		return "(" + x.Text('p', 0) + ")"
	case *big.Int:
		return x.String() + ".0"
	case int64:
		return "(" + strconv.FormatInt(x, 10) + ".0)"
	}
	return constant.BinaryOp(constant.ToFloat(v), token.ADD, constant.MakeFloat64(0)).ExactString()
}
