from gradbook_kernel import main

main()
