// Linked with one library whole and with what that library may know; that it links is the proof.
int main()
{
    return 0;
}
